<?php

namespace DeleteCollaboratorsExample;

use Clarifai\Api\DeleteCollaboratorsRequest;
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
// The ID of the first collaborator, which is not the user ID.
const COLLABORATOR_ID_1 = "5c9e07b1d3f84a62907e4fd8b1a6c035";
// The ID of the second collaborator, which is not the user ID.
const COLLABORATOR_ID_2 = "f0284da6b97e4c13a5d06e9b7c3f81d2";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteCollaboratorsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "collaborator_ids" => [COLLABORATOR_ID_1, COLLABORATOR_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteCollaborators($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteCollaborators failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteCollaborators failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteCollaborators succeeded\n";
