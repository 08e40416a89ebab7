<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the input.
$INPUT_ID = "5f1c62e07ad94b1c8f20d9b3a6e4f7c1";
// The ID of the first annotation track.
$ANNOTATION_TRACK_ID_1 = "7c05e9d1f4b84d3aa6e20b97c1d83f52";
// The ID of the second annotation track.
$ANNOTATION_TRACK_ID_2 = "e1b6720fa93c4c58bd4f5a0e8692d7c4";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteAnnotationTracksRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteAnnotationTracks(
    new DeleteAnnotationTracksRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "input_id" => $INPUT_ID,
        "ids" => [$ANNOTATION_TRACK_ID_1, $ANNOTATION_TRACK_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteAnnotationTracks failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteAnnotationTracks failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteAnnotationTracks succeeded\n";
