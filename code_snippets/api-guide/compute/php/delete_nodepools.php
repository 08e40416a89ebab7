<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the compute cluster.
$COMPUTE_CLUSTER_ID = "gpu-cluster-europe";
// The ID of the first nodepool.
$NODEPOOL_ID_1 = "inference-small";
// The ID of the second nodepool.
$NODEPOOL_ID_2 = "inference-large";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteNodepoolsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteNodepools(
    new DeleteNodepoolsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID]),
        "compute_cluster_id" => $COMPUTE_CLUSTER_ID,
        "ids" => [$NODEPOOL_ID_1, $NODEPOOL_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteNodepools failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteNodepools failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteNodepools succeeded\n";
