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
#   5f1c62e07ad94b1c8f20d9b3a6e4f7c1
#   The ID of the input.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/inputs/5f1c62e07ad94b1c8f20d9b3a6e4f7c1' \
  --header 'Authorization: Key YOUR_PAT_HERE'
