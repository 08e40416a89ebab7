<?php

namespace DeleteKeyExample;

use Clarifai\Api\DeleteKeyRequest;
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
// The key to delete. Its ID is the key itself, so keep it out of every
// repository until it is gone.
const KEY_ID = "81f4c6e07a2d4b9db35e90c8d1f7a264";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteKeyRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID]),
    "key_id" => KEY_ID,
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteKey($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteKey failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteKey failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteKey succeeded\n";
