<?php

namespace DeleteWorkflowVersionsExample;

use Clarifai\Api\DeleteWorkflowVersionsRequest;
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
// The ID of the workflow.
const WORKFLOW_ID = "traffic-camera-tagging";
// The ID of the first workflow version.
const WORKFLOW_VERSION_ID_1 = "d85c0f6e21b74a7f86a93e0b5d4c1f92";
// The ID of the second workflow version.
const WORKFLOW_VERSION_ID_2 = "2f19b7d4c0e84f5ba17d68c3e95a0b4f";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteWorkflowVersionsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "workflow_id" => WORKFLOW_ID,
    "workflow_version_ids" => [WORKFLOW_VERSION_ID_1, WORKFLOW_VERSION_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteWorkflowVersions($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteWorkflowVersions failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteWorkflowVersions failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteWorkflowVersions succeeded\n";
