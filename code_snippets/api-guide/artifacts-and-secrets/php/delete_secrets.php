<?php

namespace DeleteSecretsExample;

use Clarifai\Api\DeleteSecretsRequest;
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
// The ID of the first secret, which is its name and not its value.
const SECRET_ID_1 = "weather-service-key";
// The ID of the second secret, which is its name and not its value.
const SECRET_ID_2 = "map-service-key";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteSecretsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID]),
    "ids" => [SECRET_ID_1, SECRET_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteSecrets($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteSecrets failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteSecrets failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteSecrets succeeded\n";
