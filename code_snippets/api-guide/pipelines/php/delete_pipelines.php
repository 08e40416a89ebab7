<?php

namespace DeletePipelinesExample;

use Clarifai\Api\DeletePipelinesRequest;
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
// The ID of the first pipeline.
const PIPELINE_ID_1 = "nightly-retraining";
// The ID of the second pipeline.
const PIPELINE_ID_2 = "weekly-evaluation";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeletePipelinesRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "ids" => [PIPELINE_ID_1, PIPELINE_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeletePipelines($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeletePipelines failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeletePipelines failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeletePipelines succeeded\n";
