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
#   traffic-light
#   The ID of the concept whose relations are deleted.
#
#   95e2c7b04f1d4d0c8a63b8f5e07d21a9
#   The ID of the first relation.
#
#   3d70a1f8c92b4e64b5ce9d06f7a4821e
#   The ID of the second relation.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/concepts/traffic-light/relations' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "95e2c7b04f1d4d0c8a63b8f5e07d21a9",
    "3d70a1f8c92b4e64b5ce9d06f7a4821e"
  ]
}'
