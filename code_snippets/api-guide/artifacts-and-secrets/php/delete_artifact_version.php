<?php

namespace DeleteArtifactVersionExample;

use Clarifai\Api\DeleteArtifactVersionRequest;
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
// The ID of the artifact.
const ARTIFACT_ID = "street-signs-weights";
// The ID of the artifact version to delete.
const ARTIFACT_VERSION_ID = "c92e5f81b0d74a3ab6f7d40e83c1a95d";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteArtifactVersionRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "artifact_id" => ARTIFACT_ID,
    "artifact_version_id" => ARTIFACT_VERSION_ID,
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteArtifactVersion($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteArtifactVersion failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteArtifactVersion failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteArtifactVersion succeeded\n";
