<?php

namespace DeleteNodepoolsExample;

use Clarifai\Api\DeleteNodepoolsRequest;
use Clarifai\Api\Status\StatusCode;
use Clarifai\Api\UserAppIDSet;
use Clarifai\ClarifaiClient;
use RuntimeException;

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the compute cluster.
const COMPUTE_CLUSTER_ID = "gpu-cluster-europe";
// The ID of the first nodepool.
const NODEPOOL_ID_1 = "inference-small";
// The ID of the second nodepool.
const NODEPOOL_ID_2 = "inference-large";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteNodepoolsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID]),
    "compute_cluster_id" => COMPUTE_CLUSTER_ID,
    "ids" => [NODEPOOL_ID_1, NODEPOOL_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteNodepools($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteNodepools failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteNodepools failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteNodepools succeeded\n";
