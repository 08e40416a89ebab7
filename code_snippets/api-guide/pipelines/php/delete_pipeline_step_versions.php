<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the pipeline step that has the versions.
$PIPELINE_STEP_ID = "train-classifier";
// The ID of the first version of the step.
$PIPELINE_STEP_VERSION_ID_1 = "5e93f07ac1d84b62a56b0d9f4e7c8a31";
// The ID of the second version of the step.
$PIPELINE_STEP_VERSION_ID_2 = "a80d4c6fe2b94175bf3e9c70d16f85b4";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeletePipelineStepVersionsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeletePipelineStepVersions(
    new DeletePipelineStepVersionsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "pipeline_step_id" => $PIPELINE_STEP_ID,
        "pipeline_step_version_ids" => [$PIPELINE_STEP_VERSION_ID_1, $PIPELINE_STEP_VERSION_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeletePipelineStepVersions failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeletePipelineStepVersions failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeletePipelineStepVersions succeeded\n";
