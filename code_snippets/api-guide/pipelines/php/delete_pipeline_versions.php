<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the pipeline that has the versions.
$PIPELINE_ID = "nightly-retraining";
// The ID of the first pipeline version.
$PIPELINE_VERSION_ID_1 = "0c6e8a51f7d94b3f8d20b5e9a7c4f163";
// The ID of the second pipeline version.
$PIPELINE_VERSION_ID_2 = "d7f29b04e8a54c6b91e3c0d85f6a7b12";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeletePipelineVersionsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeletePipelineVersions(
    new DeletePipelineVersionsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "pipeline_id" => $PIPELINE_ID,
        "pipeline_version_ids" => [$PIPELINE_VERSION_ID_1, $PIPELINE_VERSION_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeletePipelineVersions failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeletePipelineVersions failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeletePipelineVersions succeeded\n";
