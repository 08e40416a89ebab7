<?php

namespace DeletePipelineVersionsExample;

use Clarifai\Api\DeletePipelineVersionsRequest;
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
// The ID of the pipeline that has the versions.
const PIPELINE_ID = "nightly-retraining";
// The ID of the first pipeline version.
const PIPELINE_VERSION_ID_1 = "0c6e8a51f7d94b3f8d20b5e9a7c4f163";
// The ID of the second pipeline version.
const PIPELINE_VERSION_ID_2 = "d7f29b04e8a54c6b91e3c0d85f6a7b12";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeletePipelineVersionsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "pipeline_id" => PIPELINE_ID,
    "pipeline_version_ids" => [PIPELINE_VERSION_ID_1, PIPELINE_VERSION_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeletePipelineVersions($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeletePipelineVersions failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeletePipelineVersions failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeletePipelineVersions succeeded\n";
