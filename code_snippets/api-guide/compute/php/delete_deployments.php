<?php

namespace DeleteDeploymentsExample;

use Clarifai\Api\DeleteDeploymentsRequest;
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
// The ID of the first deployment.
const DEPLOYMENT_ID_1 = "street-signs-production";
// The ID of the second deployment.
const DEPLOYMENT_ID_2 = "street-signs-staging";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteDeploymentsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID]),
    "ids" => [DEPLOYMENT_ID_1, DEPLOYMENT_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteDeployments($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteDeployments failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteDeployments failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteDeployments succeeded\n";
