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
#   traffic-camera-tagging
#   The ID of the workflow.
#
#   d85c0f6e21b74a7f86a93e0b5d4c1f92
#   The ID of the first workflow version.
#
#   2f19b7d4c0e84f5ba17d68c3e95a0b4f
#   The ID of the second workflow version.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/workflows/traffic-camera-tagging/versions' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "workflow_version_ids": [
    "d85c0f6e21b74a7f86a93e0b5d4c1f92",
    "2f19b7d4c0e84f5ba17d68c3e95a0b4f"
  ]
}'
