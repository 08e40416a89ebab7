<?php

namespace DeleteBulkOperationsExample;

use Clarifai\Api\DeleteBulkOperationRequest;
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
// The ID of the first bulk operation.
const BULK_OPERATION_ID_1 = "1ea84c07d9f54f2bb3650e7f8c2d94a1";
// The ID of the second bulk operation.
const BULK_OPERATION_ID_2 = "9f360bd5c1e74a8ea02d7b94f6c85e13";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteBulkOperationRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "ids" => [BULK_OPERATION_ID_1, BULK_OPERATION_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteBulkOperations($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteBulkOperations failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteBulkOperations failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteBulkOperations succeeded\n";
