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
#   The ID of the compute cluster.
#
#   inference-small
#   The ID of the nodepool that has the runners.
#
#   74c0d9e3a8f14b56bd27f10e6c95a38d
#   The ID of the first runner.
#
#   e96b20f7d5c34d81a0f4c83b7e1d52a6
#   The ID of the second runner.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/compute_clusters/gpu-cluster-europe/nodepools/inference-small/runners' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "74c0d9e3a8f14b56bd27f10e6c95a38d",
    "e96b20f7d5c34d81a0f4c83b7e1d52a6"
  ]
}'
