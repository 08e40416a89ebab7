<?php

namespace DeleteTasksExample;

use Clarifai\Api\DeleteTasksRequest;
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
// The ID of the first task.
const TASK_ID_1 = "a7d3069f5be14c80b2f4c91e7085d6a3";
// The ID of the second task.
const TASK_ID_2 = "08e5fb2c7a9d4163b6d8240f9e1c57b4";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteTasksRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "ids" => [TASK_ID_1, TASK_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteTasks($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteTasks failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteTasks failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteTasks succeeded\n";
