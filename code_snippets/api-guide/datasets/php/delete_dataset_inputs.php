<?php

namespace DeleteDatasetInputsExample;

use Clarifai\Api\DeleteDatasetInputsRequest;
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
// The ID of the first input.
const INPUT_ID_1 = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1";
// The ID of the second input.
const INPUT_ID_2 = "a94e0d2b6c8f4f0e9b7d15c3e82a6f04";
// The ID of the dataset.
const DATASET_ID = "street-scenes";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteDatasetInputsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "dataset_id" => DATASET_ID,
    "input_ids" => [INPUT_ID_1, INPUT_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteDatasetInputs($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteDatasetInputs failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteDatasetInputs failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteDatasetInputs succeeded\n";
