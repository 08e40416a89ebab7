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
#   street-scenes
#   The ID of the dataset.
#
#   4be81d07c6f24a9e93d5f0a27b1c68e3
#   The ID of the first dataset version.
#
#   b07f3ac9e5124d6d8c91e64f20a7d53b
#   The ID of the second dataset version.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/datasets/street-scenes/versions' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "dataset_version_ids": [
    "4be81d07c6f24a9e93d5f0a27b1c68e3",
    "b07f3ac9e5124d6d8c91e64f20a7d53b"
  ]
}'
