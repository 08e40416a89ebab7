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
#   street-signs-classifier
#   The ID of the model.
#
#   6a3d94f0b8c14e27950ed1f7c2a85b6e
#   The ID of the model version to delete.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE/models/street-signs-classifier/versions/6a3d94f0b8c14e27950ed1f7c2a85b6e' \
  --header 'Authorization: Key YOUR_PAT_HERE'
