<?php

namespace DeleteLabelOrdersExample;

use Clarifai\Api\DeleteLabelOrdersRequest;
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
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the first label order.
const LABEL_ORDER_ID_1 = "62b9f1e7d0c54a3d97e8056af4c12b8d";
// The ID of the second label order.
const LABEL_ORDER_ID_2 = "c4087ea5f9d34b1e8f62d1b30a95e7c6";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteLabelOrdersRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "ids" => [LABEL_ORDER_ID_1, LABEL_ORDER_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteLabelOrders($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteLabelOrders failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteLabelOrders failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteLabelOrders succeeded\n";
