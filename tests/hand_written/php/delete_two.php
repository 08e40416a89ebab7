<?php
require __DIR__ . "/vendor/autoload.php";

use Clarifai\Api\DeleteAnnotationsRequest;
use Clarifai\Api\UserAppIDSet;
use Clarifai\ClarifaiClient;

// The fault: the key is never sent.
[$response, $status] = ClarifaiClient::grpc()->DeleteAnnotations(new DeleteAnnotationsRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => "me-myself", "app_id" => "my-app"]),
    "input_ids" => ["input-1", "input-2"],
    "ids" => ["annotation-1", "annotation-2"],
]))->wait();
if ($status->code !== 0 || $response->getStatus()->getCode() !== 10000) {
    throw new Exception("failed: " . $status->details);
}
