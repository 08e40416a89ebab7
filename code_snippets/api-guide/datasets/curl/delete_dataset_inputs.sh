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
#   The ID of the first input.
#
#   a94e0d2b6c8f4f0e9b7d15c3e82a6f04
#   The ID of the second input.
#
#   street-scenes
#   The ID of the dataset.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/datasets/street-scenes/inputs' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "input_ids": [
    "5f1c62e07ad94b1c8f20d9b3a6e4f7c1",
    "a94e0d2b6c8f4f0e9b7d15c3e82a6f04"
  ]
}'
