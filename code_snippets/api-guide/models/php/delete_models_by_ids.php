<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
$APP_ID = "YOUR_APP_ID_HERE";
// The ID of the first model.
$MODEL_ID_1 = "street-signs-classifier";
// The ID of the second model.
$MODEL_ID_2 = "licence-plates-detector";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteModelsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteModels(
    new DeleteModelsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID, "app_id" => $APP_ID]),
        "ids" => [$MODEL_ID_1, $MODEL_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteModels failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteModels failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteModels succeeded\n";
