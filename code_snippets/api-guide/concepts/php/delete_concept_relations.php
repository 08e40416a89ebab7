<?php

namespace DeleteConceptRelationsExample;

use Clarifai\Api\DeleteConceptRelationsRequest;
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
// The ID of the concept whose relations are deleted.
const CONCEPT_ID = "traffic-light";
// The ID of the first relation.
const CONCEPT_RELATION_ID_1 = "95e2c7b04f1d4d0c8a63b8f5e07d21a9";
// The ID of the second relation.
const CONCEPT_RELATION_ID_2 = "3d70a1f8c92b4e64b5ce9d06f7a4821e";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteConceptRelationsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "concept_id" => CONCEPT_ID,
    "ids" => [CONCEPT_RELATION_ID_1, CONCEPT_RELATION_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteConceptRelations($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteConceptRelations failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteConceptRelations failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteConceptRelations succeeded\n";
