<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the first bulk operation.
$BULK_OPERATION_ID_1 = "1ea84c07d9f54f2bb3650e7f8c2d94a1";
// The ID of the second bulk operation.
$BULK_OPERATION_ID_2 = "9f360bd5c1e74a8ea02d7b94f6c85e13";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteBulkOperationRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteBulkOperations(
    new DeleteBulkOperationRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "ids" => [$BULK_OPERATION_ID_1, $BULK_OPERATION_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteBulkOperations failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteBulkOperations failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteBulkOperations succeeded\n";
