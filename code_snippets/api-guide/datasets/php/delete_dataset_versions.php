<?php

namespace DeleteDatasetVersionsExample;

use Clarifai\Api\DeleteDatasetVersionsRequest;
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
// The ID of the dataset.
const DATASET_ID = "street-scenes";
// The ID of the first dataset version.
const DATASET_VERSION_ID_1 = "4be81d07c6f24a9e93d5f0a27b1c68e3";
// The ID of the second dataset version.
const DATASET_VERSION_ID_2 = "b07f3ac9e5124d6d8c91e64f20a7d53b";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteDatasetVersionsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "dataset_id" => DATASET_ID,
    "dataset_version_ids" => [DATASET_VERSION_ID_1, DATASET_VERSION_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteDatasetVersions($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteDatasetVersions failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteDatasetVersions failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteDatasetVersions succeeded\n";
