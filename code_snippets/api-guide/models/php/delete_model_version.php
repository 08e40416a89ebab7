<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the model.
$MODEL_ID = "street-signs-classifier";
// The ID of the model version to delete.
$MODEL_VERSION_ID = "6a3d94f0b8c14e27950ed1f7c2a85b6e";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteModelVersionRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteModelVersion(
    new DeleteModelVersionRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "model_id" => $MODEL_ID,
        "version_id" => $MODEL_VERSION_ID,
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteModelVersion failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteModelVersion failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteModelVersion succeeded\n";
