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
#   nightly-retraining
#   The ID of the pipeline that has the versions.
#
#   0c6e8a51f7d94b3f8d20b5e9a7c4f163
#   The ID of the first pipeline version.
#
#   d7f29b04e8a54c6b91e3c0d85f6a7b12
#   The ID of the second pipeline version.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/pipelines/nightly-retraining/versions' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "pipeline_version_ids": [
    "0c6e8a51f7d94b3f8d20b5e9a7c4f163",
    "d7f29b04e8a54c6b91e3c0d85f6a7b12"
  ]
}'
