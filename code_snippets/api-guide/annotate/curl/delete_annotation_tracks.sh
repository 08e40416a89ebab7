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
#   5f1c62e07ad94b1c8f20d9b3a6e4f7c1
#   The ID of the input.
#
#   7c05e9d1f4b84d3aa6e20b97c1d83f52
#   The ID of the first annotation track.
#
#   e1b6720fa93c4c58bd4f5a0e8692d7c4
#   The ID of the second annotation track.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/annotation_tracks' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "input_id": "5f1c62e07ad94b1c8f20d9b3a6e4f7c1",
  "ids": [
    "7c05e9d1f4b84d3aa6e20b97c1d83f52",
    "e1b6720fa93c4c58bd4f5a0e8692d7c4"
  ]
}'
