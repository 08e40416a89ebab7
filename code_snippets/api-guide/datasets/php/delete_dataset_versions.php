<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the dataset.
$DATASET_ID = "street-scenes";
// The ID of the first dataset version.
$DATASET_VERSION_ID_1 = "4be81d07c6f24a9e93d5f0a27b1c68e3";
// The ID of the second dataset version.
$DATASET_VERSION_ID_2 = "b07f3ac9e5124d6d8c91e64f20a7d53b";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteDatasetVersionsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteDatasetVersions(
    new DeleteDatasetVersionsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "dataset_id" => $DATASET_ID,
        "dataset_version_ids" => [$DATASET_VERSION_ID_1, $DATASET_VERSION_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteDatasetVersions failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteDatasetVersions failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteDatasetVersions succeeded\n";
