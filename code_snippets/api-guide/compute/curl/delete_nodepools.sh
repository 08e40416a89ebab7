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
#   The ID of the first nodepool.
#
#   inference-large
#   The ID of the second nodepool.

curl --fail-with-body --request DELETE \
  'https://api.clarifai.com/v2/users/YOUR_USER_ID_HERE/compute_clusters/gpu-cluster-europe/nodepools' \
  --header 'Authorization: Key YOUR_PAT_HERE' \
  --header 'Content-Type: application/json' \
  --data '{
  "ids": [
    "inference-small",
    "inference-large"
  ]
}'
