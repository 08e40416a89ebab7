<?php

namespace DeleteAnnotationFiltersExample;

use Clarifai\Api\DeleteAnnotationFiltersRequest;
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
// The ID of the first annotation filter.
const ANNOTATION_FILTER_ID_1 = "reviewed-annotations";
// The ID of the second annotation filter.
const ANNOTATION_FILTER_ID_2 = "annotations-of-last-year";

// Nothing below needs a change.

require __DIR__ . "/vendor/autoload.php";

$request = new DeleteAnnotationFiltersRequest([
    "user_app_id" => new UserAppIDSet(["user_id" => USER_ID, "app_id" => APP_ID]),
    "annotation_filter_ids" => [ANNOTATION_FILTER_ID_1, ANNOTATION_FILTER_ID_2],
]);
$metadata = ["Authorization" => ["Key " . PAT]];

$client = ClarifaiClient::grpc();
[$response, $status] = $client->DeleteAnnotationFilters($request, $metadata)->wait();

if ($status->code !== \Grpc\STATUS_OK) {
    throw new RuntimeException("DeleteAnnotationFilters failed: {$status->details}");
}

$answer = $response->getStatus();
if ($answer->getCode() !== StatusCode::SUCCESS) {
    throw new RuntimeException(
        "DeleteAnnotationFilters failed: {$answer->getDescription()} {$answer->getDetails()}",
    );
}

echo "DeleteAnnotationFilters succeeded\n";
