<?php

namespace DeletePipelineStepVersionsExample;

use Clarifai\Api\DeletePipelineStepVersionsRequest;
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
// The ID of the pipeline step that has the versions.
const PIPELINE_STEP_ID = "train-classifier";
// The ID of the first version of the step.
const PIPELINE_STEP_VERSION_ID_1 = "5e93f07ac1d84b62a56b0d9f4e7c8a31";
// The ID of the second version of the step.
const PIPELINE_STEP_VERSION_ID_2 = "a80d4c6fe2b94175bf3e9c70d16f85b4";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeletePipelineStepVersionsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "pipeline_step_id" => PIPELINE_STEP_ID,
    "pipeline_step_version_ids" => [PIPELINE_STEP_VERSION_ID_1, PIPELINE_STEP_VERSION_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeletePipelineStepVersions($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeletePipelineStepVersions failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeletePipelineStepVersions failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeletePipelineStepVersions succeeded\n";
