<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the first compute cluster.
$COMPUTE_CLUSTER_ID_1 = "gpu-cluster-europe";
// The ID of the second compute cluster.
$COMPUTE_CLUSTER_ID_2 = "gpu-cluster-america";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteComputeClustersRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteComputeClusters(
    new DeleteComputeClustersRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID]),
        "ids" => [$COMPUTE_CLUSTER_ID_1, $COMPUTE_CLUSTER_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteComputeClusters failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteComputeClusters failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteComputeClusters succeeded\n";
