# Change these values to your own:
#
#   YOUR_USER_ID_HERE
#   Your user ID.
#
#   YOUR_PAT_HERE
#   Your personal access token (PAT), from the security settings of your
#   account. Keep it out of every repository.
#
#   YOUR_APP_ID_HERE
#   The ID of the app that holds the data.
#
#   5c9e07b1d3f84a62907e4fd8b1a6c035
#   The ID of the first collaborator, which is not the user ID.
#
#   f0284da6b97e4c13a5d06e9b7c3f81d2
#   The ID of the second collaborator, which is not the user ID.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/collaborators' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "collaborator_ids": [
    "5c9e07b1d3f84a62907e4fd8b1a6c035",
    "f0284da6b97e4c13a5d06e9b7c3f81d2"
  ]
}'
