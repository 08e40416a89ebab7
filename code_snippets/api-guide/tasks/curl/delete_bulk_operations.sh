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
#   1ea84c07d9f54f2bb3650e7f8c2d94a1
#   The ID of the first bulk operation.
#
#   9f360bd5c1e74a8ea02d7b94f6c85e13
#   The ID of the second bulk operation.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/bulk_operations' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "1ea84c07d9f54f2bb3650e7f8c2d94a1",
    "9f360bd5c1e74a8ea02d7b94f6c85e13"
  ]
}'
