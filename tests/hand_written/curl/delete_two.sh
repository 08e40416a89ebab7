# The fault: a backslash too few ends the command early, and what follows is taken for another one.
curl --fail-with-body -X DELETE \
  'https://api.clarifai.com/v2/users/me-myself/apps/my-app/annotations' \
  -H 'Authorization: Key secret'
  -H 'Content-Type: application/json' \
  -d '{"input_ids": ["input-1", "input-2"], "ids": ["annotation-1", "annotation-2"]}'
