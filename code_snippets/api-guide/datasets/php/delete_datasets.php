<?php

namespace DeleteDatasetsExample;

use Clarifai\Api\DeleteDatasetsRequest;
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
// The ID of the first dataset.
const DATASET_ID_1 = "street-scenes-2023";
// The ID of the second dataset.
const DATASET_ID_2 = "street-scenes-2024";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteDatasetsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "dataset_ids" => [DATASET_ID_1, DATASET_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteDatasets($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteDatasets failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteDatasets failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteDatasets succeeded\n";
