# Change these values to your own:
#
#   YOUR_USER_ID_HERE
#   Your user ID.
#
#   YOUR_PAT_HERE
#   Your personal access token (PAT), from the security settings of your
#   account. Keep it out of every repository.
#
#   81f4c6e07a2d4b9db35e90c8d1f7a264
#   The key to delete. Its ID is the key itself, so keep it out of every
#   repository until it is gone.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/keys/81f4c6e07a2d4b9db35e90c8d1f7a264' \
  --header 'Authorization: Key YOUR_PAT_HERE'
