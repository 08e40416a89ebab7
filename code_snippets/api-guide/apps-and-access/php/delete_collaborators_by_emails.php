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
// The e-mail address of the first user whose access is taken back.
const USER_EMAIL_1 = "first.annotator@example.com";
// The e-mail address of the second user whose access is taken back.
const USER_EMAIL_2 = "second.annotator@example.com";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteCollaboratorsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "user_emails" => [USER_EMAIL_1, USER_EMAIL_2],
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
