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
#   62b9f1e7d0c54a3d97e8056af4c12b8d
#   The ID of the first label order.
#
#   c4087ea5f9d34b1e8f62d1b30a95e7c6
#   The ID of the second label order.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/label_orders' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "62b9f1e7d0c54a3d97e8056af4c12b8d",
    "c4087ea5f9d34b1e8f62d1b30a95e7c6"
  ]
}'
