<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the workflow.
$WORKFLOW_ID = "traffic-camera-tagging";
// The ID of the first workflow version.
$WORKFLOW_VERSION_ID_1 = "d85c0f6e21b74a7f86a93e0b5d4c1f92";
// The ID of the second workflow version.
$WORKFLOW_VERSION_ID_2 = "2f19b7d4c0e84f5ba17d68c3e95a0b4f";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteWorkflowVersionsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteWorkflowVersions(
    new DeleteWorkflowVersionsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "workflow_id" => $WORKFLOW_ID,
        "workflow_version_ids" => [$WORKFLOW_VERSION_ID_1, $WORKFLOW_VERSION_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteWorkflowVersions failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteWorkflowVersions failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteWorkflowVersions succeeded\n";
