<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the concept whose relations are deleted.
$CONCEPT_ID = "traffic-light";
// The ID of the first relation.
$CONCEPT_RELATION_ID_1 = "95e2c7b04f1d4d0c8a63b8f5e07d21a9";
// The ID of the second relation.
$CONCEPT_RELATION_ID_2 = "3d70a1f8c92b4e64b5ce9d06f7a4821e";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteConceptRelationsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteConceptRelations(
    new DeleteConceptRelationsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "concept_id" => $CONCEPT_ID,
        "ids" => [$CONCEPT_RELATION_ID_1, $CONCEPT_RELATION_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteConceptRelations failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteConceptRelations failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteConceptRelations succeeded\n";
