<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the compute cluster.
$COMPUTE_CLUSTER_ID = "gpu-cluster-europe";
// The ID of the nodepool that has the runners.
$NODEPOOL_ID = "inference-small";
// The ID of the first runner.
$RUNNER_ID_1 = "74c0d9e3a8f14b56bd27f10e6c95a38d";
// The ID of the second runner.
$RUNNER_ID_2 = "e96b20f7d5c34d81a0f4c83b7e1d52a6";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteRunnersRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteRunners(
    new DeleteRunnersRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID]),
        "compute_cluster_id" => $COMPUTE_CLUSTER_ID,
        "nodepool_id" => $NODEPOOL_ID,
        "ids" => [$RUNNER_ID_1, $RUNNER_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteRunners failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteRunners failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteRunners succeeded\n";
