<?php

namespace DeleteComputeClustersExample;

use Clarifai\Api\DeleteComputeClustersRequest;
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
// The ID of the first compute cluster.
const COMPUTE_CLUSTER_ID_1 = "gpu-cluster-europe";
// The ID of the second compute cluster.
const COMPUTE_CLUSTER_ID_2 = "gpu-cluster-america";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteComputeClustersRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID]),
    "ids" => [COMPUTE_CLUSTER_ID_1, COMPUTE_CLUSTER_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteComputeClusters($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteComputeClusters failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteComputeClusters failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteComputeClusters succeeded\n";
