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
#   train-classifier
#   The ID of the pipeline step that has the versions.
#
#   5e93f07ac1d84b62a56b0d9f4e7c8a31
#   The ID of the first version of the step.
#
#   a80d4c6fe2b94175bf3e9c70d16f85b4
#   The ID of the second version of the step.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/pipeline_steps/train-classifier/versions' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "pipeline_step_version_ids": [
    "5e93f07ac1d84b62a56b0d9f4e7c8a31",
    "a80d4c6fe2b94175bf3e9c70d16f85b4"
  ]
}'
