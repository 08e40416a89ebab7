# Change these values to your own:
#
#   YOUR_USER_ID_HERE
#   Your user ID.
#
#   YOUR_PAT_HERE
#   Your personal access token (PAT), from the security settings of your
#   account. Keep it out of every repository.
#
#   gpu-cluster-europe
#   The ID of the first compute cluster.
#
#   gpu-cluster-america
#   The ID of the second compute cluster.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/compute_clusters' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "gpu-cluster-europe",
    "gpu-cluster-america"
  ]
}'
