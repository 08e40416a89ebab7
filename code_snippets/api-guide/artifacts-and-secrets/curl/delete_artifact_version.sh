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
#   street-signs-weights
#   The ID of the artifact.
#
#   c92e5f81b0d74a3ab6f7d40e83c1a95d
#   The ID of the artifact version to delete.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/artifacts/street-signs-weights/versions' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "artifact_version_id": "c92e5f81b0d74a3ab6f7d40e83c1a95d"
}'
