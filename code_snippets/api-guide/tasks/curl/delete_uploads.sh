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
#   b3f15e90c7d84a06a94c2de7f1086b5d
#   The ID of the first upload.
#
#   40d7ca82e6b94f5d9b1f038ea5c7d264
#   The ID of the second upload.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/uploads' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "b3f15e90c7d84a06a94c2de7f1086b5d",
    "40d7ca82e6b94f5d9b1f038ea5c7d264"
  ]
}'
