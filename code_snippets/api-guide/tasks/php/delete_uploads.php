<?php

namespace DeleteUploadsExample;

use Clarifai\Api\DeleteUploadsRequest;
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
// The ID of the first upload.
const UPLOAD_ID_1 = "b3f15e90c7d84a06a94c2de7f1086b5d";
// The ID of the second upload.
const UPLOAD_ID_2 = "40d7ca82e6b94f5d9b1f038ea5c7d264";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteUploadsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "ids" => [UPLOAD_ID_1, UPLOAD_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteUploads($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteUploads failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteUploads failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteUploads succeeded\n";
