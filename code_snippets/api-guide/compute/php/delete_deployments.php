<?php

// Change these values to your own.

// Your user ID.
$USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
$PAT = "YOUR_PAT_HERE";
// The ID of the first deployment.
$DEPLOYMENT_ID_1 = "street-signs-production";
// The ID of the second deployment.
$DEPLOYMENT_ID_2 = "street-signs-staging";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteDeploymentsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\Api\Status\StatusCode;
use Clarifai\ClarifaiClient;

$client = ClarifaiClient::grpc();

[$response, $status] = $client->DeleteDeployments(
    new DeleteDeploymentsRequest([
        "user_app_id" => new UserAppIDSet(["user_id" => $USER_ID]),
        "ids" => [$DEPLOYMENT_ID_1, $DEPLOYMENT_ID_2],
    ]),
    ["Authorization" => ["Key " . $PAT]]
)->wait();

if ($status->code !== 0) {
    throw new Exception("DeleteDeployments failed: {$status->details}");
}
if ($response->getStatus()->getCode() !== StatusCode::SUCCESS) {
    throw new Exception(
        "DeleteDeployments failed: {$response->getStatus()->getDescription()} {$response->getStatus()->getDetails()}"
    );
}

echo "DeleteDeployments succeeded\n";
