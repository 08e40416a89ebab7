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
#   a7d3069f5be14c80b2f4c91e7085d6a3
#   The ID of the first task.
#
#   08e5fb2c7a9d4163b6d8240f9e1c57b4
#   The ID of the second task.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/tasks' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "a7d3069f5be14c80b2f4c91e7085d6a3",
    "08e5fb2c7a9d4163b6d8240f9e1c57b4"
  ]
}'
