<?php

namespace DeleteRunnersExample;

use Clarifai\Api\DeleteRunnersRequest;
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
// The ID of the nodepool that has the runners.
const NODEPOOL_ID = "inference-small";
// The ID of the first runner.
const RUNNER_ID_1 = "74c0d9e3a8f14b56bd27f10e6c95a38d";
// The ID of the second runner.
const RUNNER_ID_2 = "e96b20f7d5c34d81a0f4c83b7e1d52a6";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteRunnersRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID]),
    "compute_cluster_id" => COMPUTE_CLUSTER_ID,
    "nodepool_id" => NODEPOOL_ID,
    "ids" => [RUNNER_ID_1, RUNNER_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteRunners($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteRunners failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteRunners failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteRunners succeeded\n";
